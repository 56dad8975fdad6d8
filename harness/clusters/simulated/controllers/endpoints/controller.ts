import type { ControlPlane } from "../kit/control-plane.ts";
import { EndpointsWriter } from "./endpoints-writer.ts";
import { EndpointPublisher } from "./publisher.ts";
import { SliceMirror } from "./slice-mirror.ts";
import { SliceWriter } from "./slice-writer.ts";

/** Publishes the pods behind each service with a selector, as EndpointSlices and as Endpoints, and mirrors other Endpoints. */
export function startEndpointControllers(plane: ControlPlane): Disposable {
  const slices = new EndpointPublisher(
    plane,
    "endpointslice-controller",
    (publisher) => new SliceWriter(plane, publisher),
  );
  const endpoints = new EndpointPublisher(plane, "endpoint-controller", () => new EndpointsWriter(plane));
  const mirror = new SliceMirror(plane);
  return {
    [Symbol.dispose]: () => {
      slices.stop();
      endpoints.stop();
      mirror.stop();
    },
  };
}
