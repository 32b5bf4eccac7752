/** TLS to the Temporal server; every text is PEM, and what is missing is the system's. */
export interface TemporalTlsOptions {
  readonly serverName?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** How to reach Temporal; the `temporal` group of the configuration has this shape. */
export interface TemporalOptions {
  /** `host:port`. */
  readonly address: string;
  readonly namespace: string;
  /** null: the connection is not encrypted. */
  readonly tls: TemporalTlsOptions | null;
  readonly apiKey: string | undefined;
  /** Milliseconds after which a call is given up that says no time of its own. */
  readonly connectTimeoutMs: number;
}
