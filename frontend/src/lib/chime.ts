/** Two soft tones when a card comes while the operator looks elsewhere. Made here: no file, nothing to download. */
let context: AudioContext | undefined;

export function chime(): void {
  if (!('AudioContext' in globalThis)) return;
  try {
    context ??= new AudioContext();
    // Before the first click of a visit a browser keeps the context suspended: silence then, no error.
    if (context.state !== 'running') return void context.resume();
    [660, 880].forEach((hertz, index) => tone(context as AudioContext, hertz, index * 0.14));
  } catch (error) {
    console.warn('no sound on this computer', error);
  }
}

function tone(audio: AudioContext, hertz: number, afterSeconds: number): void {
  const start = audio.currentTime + afterSeconds;
  const gain = audio.createGain();
  const oscillator = audio.createOscillator();
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.12, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.22);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.25);
}
