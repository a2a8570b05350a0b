/** The command that makes an answer again, as the feet of answers have it. */

/** An answer that tells how it was made. */
interface Rerun {
  readonly rerun: string;
  readonly runcast: string;
}

/** Returns the command with the version and the beginning of the scenario's hash as a comment of the shell; it is not yet cleaned of what a terminal or a page obeys. */
export function rerunText({ rerun, runcast }: Rerun, { hash }: { readonly hash: string }): string {
  return `${rerun} # ${runcast} sha256:${hash.slice(0, 12)}`;
}
