/**
 * The answer of something outside, or an error after so long. Measured in real time: what is outside keeps silent also while the
 * application clock stands. The work is not stopped; whoever cares for an answer that comes too late keeps the promise.
 */
export async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
