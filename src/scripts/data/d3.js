// The parts of D3 that the data page uses.
export { axisBottom, axisLeft } from 'd3-axis';
export { scaleBand, scaleLinear, scalePoint } from 'd3-scale';
export { create, select } from 'd3-selection';
