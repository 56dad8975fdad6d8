import { apply } from "./apply.ts";
import { checkImage } from "./check-image.ts";
import { command } from "./command.ts";
import { decide } from "./decide.ts";
import { deleteObject } from "./delete-object.ts";
import { deletePods } from "./delete-pods.ts";
import { history } from "./history.ts";
import { loadImage } from "./load-image.ts";
import { patch } from "./patch.ts";
import { pause } from "./pause.ts";
import { rolloutPause } from "./rollout-pause.ts";
import { rolloutRestart } from "./rollout-restart.ts";
import { rolloutResume } from "./rollout-resume.ts";
import { rolloutStatus } from "./rollout-status.ts";
import { rolloutUndo } from "./rollout-undo.ts";
import { route } from "./route.ts";
import { scale } from "./scale.ts";
import { setImage } from "./set-image.ts";
import type { StepAction } from "./step-action.ts";
import { stopRollout } from "./stop-rollout.ts";
import { verify } from "./verify.ts";
import { waitFor } from "./wait-for.ts";

/** Every action that a declarative step can take, by its key in scenario files. */
export const stepCatalogue: Readonly<Record<string, StepAction<unknown>>> = {
  apply,
  checkImage,
  command,
  decide,
  delete: deleteObject,
  deletePods,
  history,
  loadImage,
  patch,
  pause,
  rolloutPause,
  rolloutRestart,
  rolloutResume,
  rolloutStatus,
  rolloutUndo,
  route,
  scale,
  setImage,
  stopRollout,
  verify,
  waitFor,
};
