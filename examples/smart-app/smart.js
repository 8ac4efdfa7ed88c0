// The SMART App Launch for a public client: EHR and standalone launch with PKCE. The session storage keeps the state and the code
// verifier only while the person is away at the authorization page. fhirclient would keep the access token there as well.
import { PatientRecord } from './patient-record.js';

const key = 'smart-launch';
const redirect = location.origin + location.pathname;

/** A launch that ended early; the reason is the name of a message on the page. */
export class LaunchError extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const randomText = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

async function fetchJson(address, reason, init) {
  const response = await fetch(address, { ...init, headers: { Accept: 'application/json' }, credentials: 'omit', cache: 'no-store' })
    .catch(() => { throw new LaunchError('record-unreachable'); });
  const body = response.ok && await response.json().catch(() => null);
  if (!body) throw new LaunchError(reason);
  return body;
}

async function discover(server) {
  const configuration = await fetchJson(`${server}/.well-known/smart-configuration`, 'unsupported');
  if (!configuration.code_challenge_methods_supported?.includes('S256')) throw new LaunchError('unsupported');
  return configuration;
}

/** Leaves for the authorization page. An EHR launch has a launch parameter; without it the launch is standalone. */
export async function authorize(server, clientId, launch) {
  const { authorization_endpoint: endpoint, capabilities = [] } = await discover(server);
  const [state, verifier] = [randomText(), randomText()];
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const rights = capabilities.includes('permission-v2') ? { read: 'r', create: 'c' } : { read: 'read', create: 'write' };
  const address = new URL(endpoint);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirect,
    scope: `${launch ? 'launch' : 'launch/patient'} patient/Patient.${rights.read} patient/QuestionnaireResponse.${rights.create}`,
    state,
    aud: server,
    code_challenge: base64url(challenge),
    code_challenge_method: 'S256',
    ...(launch && { launch }),
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  sessionStorage.setItem(key, JSON.stringify({ state, verifier, server }));
  location.replace(address);
}

/** Exchanges the code that the authorization page returned for a token, and returns the record of the patient. */
export async function completeLaunch(parameters, clientId) {
  const started = JSON.parse(sessionStorage.getItem(key));
  sessionStorage.removeItem(key);
  if (!started || started.state !== parameters.get('state')) throw new LaunchError('wrong-state');
  if (parameters.has('error')) {
    throw new LaunchError(parameters.get('error') === 'access_denied' ? 'cancelled' : 'authorization-refused');
  }
  const { token_endpoint: endpoint } = await discover(started.server);
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: parameters.get('code') ?? '',
    redirect_uri: redirect,
    client_id: clientId,
    code_verifier: started.verifier,
  });
  const { access_token: token, patient } = await fetchJson(endpoint, 'token-refused', { method: 'POST', body });
  if (!token) throw new LaunchError('token-refused');
  if (!patient) throw new LaunchError('no-patient');
  return new PatientRecord(started.server, token, patient);
}
