/**
 * One costly reading for all who ask at about the same time. Whoever asks gets a reading that began after he asked: one that is under way may have
 * missed the change he was told of, so he waits for the next, together with everybody who comes until it begins. At most one runs and one waits.
 */
export class SharedReading<Value> {
  private readonly running = new Map<string, Promise<Value>>();
  private readonly waiting = new Map<string, Promise<Value>>();

  constructor(private readonly read: (key: string) => Promise<Value>) {}

  ask(key: string): Promise<Value> {
    const running = this.running.get(key);
    const waiting = this.waiting.get(key);
    if (waiting !== undefined) {
      return waiting;
    }
    return running === undefined ? this.begin(key) : this.beginAfter(running, key);
  }

  private begin(key: string): Promise<Value> {
    const reading = this.read(key).finally(() => this.running.delete(key));
    this.running.set(key, reading);
    return reading;
  }

  private beginAfter(running: Promise<Value>, key: string): Promise<Value> {
    const next = (): Promise<Value> => {
      this.waiting.delete(key);
      return this.begin(key);
    };
    // How the one before ended is the business of those who asked for it.
    const waiting = running.then(next, next);
    this.waiting.set(key, waiting);
    return waiting;
  }
}
