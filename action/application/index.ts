/* All of the application, in one piece that is loaded when a step names one. */
export { applicationAudience, withoutEnvelope } from './audience.ts';
export { missingCredentials, readApplication, strayOptions } from './inputs.ts';
export { openApplication } from './sender.ts';
export { loadTables } from './tables.ts';
