/** Sponsorware on a Node server: the newest release to patrons, everything to everyone once it is open. */
export {
  type HttpRequest,
  type HttpResponse,
  type ReleaseMiddleware,
  type ReleaseMiddlewareOptions,
  createReleaseMiddleware,
} from "./middleware.ts";
