// Registers the app's service worker. A part of every app's entry; vite.app.ts adds it.
if ("serviceWorker" in navigator && import.meta.env.PROD) {
  const scope = import.meta.env.BASE_URL;
  addEventListener("load", () => {
    // "all": the worker's file too comes from the browser's cache while it is fresh there (a day, see the gateway),
    // so that an opening of the app asks the network for nothing. The price is that a new version is seen up to a
    // day late; without it every opening would cost a request.
    navigator.serviceWorker.register(`${scope}sw.js`, { scope, updateViaCache: "all" }).catch((cause: unknown) => {
      // A private window may have no workers. The app then works with the network only.
      console.info("no service worker here:", cause);
    });
  });
}
