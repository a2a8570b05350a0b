/**
 * The host a manager's process lives on: it may be gone for a while (an outage), and starts its process again when it is back. Whoever
 * starts or stops a process does it here; what is asked for during an outage holds from its end on.
 */
import type { ManagerProcess } from '../manager/process.js';

export class Host {
  readonly process: ManagerProcess;
  #isUp = true;
  /** During an outage: the process is to run when the host is back. */
  #isWanted = false;

  constructor(process: ManagerProcess) {
    this.process = process;
  }

  /** A process that was told to stop is as good as stopped: it does not come back with its host. */
  get isWanted(): boolean {
    return this.#isUp ? !this.process.isStopping : this.#isWanted;
  }

  start(): void {
    if (this.#isUp) this.process.start();
    else this.#want(true);
  }

  /** SIGQUIT or SIGTERM, as `ManagerProcess.stop` says. */
  stop(signal: 'SIGQUIT' | 'SIGTERM'): void {
    this.#want(false);
    this.process.stop(signal);
  }

  kill(): void {
    this.#want(false);
    this.process.kill();
  }

  /** An outage of the host has begun or ended; `isDown`: one is under way. */
  outageChanged(isDown: boolean): void {
    if (isDown) this.#fail();
    else this.#comeBack();
  }

  /** The process is gone at once; a second outage beside the first changes nothing. */
  #fail(): void {
    if (!this.#isUp) return;
    const isWanted = !this.process.isStopping;
    this.#isUp = false;
    this.process.kill();
    this.#want(isWanted);
  }

  /** The last outage of the host is over. */
  #comeBack(): void {
    if (this.#isUp) return;
    this.#isUp = true;
    if (this.#isWanted) this.process.start();
  }

  #want(isWanted: boolean): void {
    this.#isWanted = isWanted;
    this.process.missed(isWanted && !this.#isUp);
  }
}
