// Chooses light or dark values for the colours that the embedding page leaves open, so that they suit the colours that it sets.
import { h } from './dom.js';

/**
 * @param {HTMLElement} widget the root of the rendered widget
 * @param {string | null} theme the attribute
 * @returns {'light' | 'dark' | null} null for the setting of the device
 */
export function schemeOf(widget, theme) {
  if (theme) return theme === 'auto' ? null : theme;
  const style = getComputedStyle(widget);
  const lightness = (property) => (style.getPropertyValue(property).trim() ? lightnessOf(colourOf(widget, property)) : null);
  const ground = lightness('--ks-background') ?? lightness('--ks-surface');
  if (ground !== null) return ground < 0.5 ? 'dark' : 'light';
  const text = lightness('--ks-text');
  if (text !== null) return text < 0.5 ? 'light' : 'dark';
  // A dark accent cannot be read on a dark ground, nor a light one on a light ground.
  const accent = lightness('--ks-accent') ?? 0.5;
  if (accent < 0.4) return 'light';
  return accent > 0.8 ? 'dark' : null;
}

// The browser resolves variables, names and functions of colours.
function colourOf(widget, property) {
  const probe = h('i');
  probe.style.color = `var(${property})`;
  widget.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Approximate lightness from 0 to 1 of a computed colour; null for a transparent one. */
function lightnessOf(colour) {
  const [name] = colour.split('(');
  const [a, b, c, alpha = 1] = colour.slice(name.length).match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
  if (alpha === 0) return null;
  if (name === 'oklab' || name === 'oklch') return a;
  if (name === 'lab' || name === 'lch') return a / 100;
  const range = name.startsWith('rgb') ? 255 : 1;
  return (0.2126 * a + 0.7152 * b + 0.0722 * c) / range;
}
