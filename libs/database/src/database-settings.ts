/** How to reach PostgreSQL and how much of it to use; the `database` group of the configuration has this shape. */
export interface DatabaseSettings {
  /** `postgresql://user:password@host:port/database` */
  readonly url: string;
  /** Connections that this process keeps at most, the listening one not counted. */
  readonly poolSize: number;
  /** Milliseconds that one statement may take, on the server. */
  readonly statementTimeoutMs: number;
  /** Milliseconds to wait for a connection, a new one or a free one. */
  readonly connectTimeoutMs: number;
  /** `require` encrypts without looking at the certificate; `verify-full` checks it and the host's name. */
  readonly ssl: 'disable' | 'require' | 'verify-full';
  /** Certificates (PEM) that `verify-full` trusts; missing: the system's. */
  readonly sslCa?: string | undefined;
}
