import { delimiter } from 'node:path';

/** `regular`: one process does everything. `queue-main` takes webhooks and hands their executions to processes of `worker`. */
export type Mode = 'regular' | 'queue-main' | 'worker';

export interface Setting {
  mode: Mode;
  folder: string;
  files: string;
  ports: { web: number; broker: number };
  /** The folder of the Node that n8n runs on. */
  nodeFolder: string;
}

/** Everything by which n8n would talk to its makers, or be changed from outside. */
const QUIET = {
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
  N8N_VERIFIED_PACKAGES_ENABLED: 'false',
  N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,chat-hub,insights',
};

/** The environment of an n8n, all of it. */
export function environmentOf({ mode, folder, files, ports, nodeFolder }: Setting): Record<string, string> {
  return {
    ...QUIET,
    PATH: [nodeFolder, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: folder,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    // Its plain format leaves out why something failed.
    N8N_LOG_FORMAT: 'json',
    N8N_USER_FOLDER: folder,
    N8N_RESTRICT_FILE_ACCESS_TO: files,
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_HOST: '127.0.0.1',
    N8N_PORT: String(ports.web),
    N8N_RUNNERS_BROKER_PORT: String(ports.broker),
    // Plain HTTP on loopback: a secure cookie would not come back.
    N8N_SECURE_COOKIE: 'false',
    // The sandbox is on loopback, which this protection would block.
    N8N_SSRF_PROTECTION_ENABLED: 'false',
    N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '3',
    ...(mode === 'regular' ? {} : { EXECUTIONS_MODE: 'queue' }),
    ...(mode === 'worker' ? { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(ports.web) } : {}),
  };
}
