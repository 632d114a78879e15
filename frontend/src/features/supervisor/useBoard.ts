import type { Board } from '@warmline/contracts';
import { useEffect, useState } from 'react';
import { line } from '../../lib/socket.js';

/** The board as pushed, at most once per painted frame; undefined until the first push. */
export function useBoard(): Board | undefined {
  const [board, setBoard] = useState<Board>();
  useEffect(() => {
    let frame = 0;
    let latest: Board | undefined;
    const show = (): void => {
      frame = 0;
      setBoard(latest);
    };
    const stop = line.on('board.snapshot', (snapshot) => {
      latest = snapshot;
      frame ||= requestAnimationFrame(show);
    });
    const release = line.keep('board.watch', { on: true }, { on: false });
    return () => {
      stop();
      release();
      cancelAnimationFrame(frame);
    };
  }, []);
  return board;
}
