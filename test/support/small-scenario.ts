/** A scenario whose runs take some ten milliseconds, as files of a folder. */

/** Its files. */
export const SMALL_SCENARIO = {
  's.yaml': `name: small
start: 2018-10-08T00:00:00Z
horizon: 8h
warmup: 1h
replications: 24
instances: { gitlab: { long_polling: off } }
runners: { shell: { token: shell-token } }
managers: { host: { config: c.toml } }
workloads: { all: { jobs: { rate: 60/h }, duration: { exponential: { mean: 5m } } } }
thresholds: { queue_time: ["p(95) < 1h"] }
`,
  'c.toml': `concurrent = 8
check_interval = 3
[[runners]]
  name = "shell"
  url = "https://git.example/"
  token = "shell-token"
  executor = "shell"
  request_concurrency = 4
`,
} as const;
