/** What Mantine and the router expect of a browser and jsdom does not have. */
class SilentObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

const never = (): void => undefined;

Object.assign(window, {
  matchMedia: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: never,
    removeEventListener: never,
    addListener: never,
    removeListener: never,
    dispatchEvent: () => false,
  }),
  ResizeObserver: SilentObserver,
  IntersectionObserver: SilentObserver,
  scrollTo: never,
});

Element.prototype.scrollIntoView = never;
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
