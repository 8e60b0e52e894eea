import type { Clock, FrontDoor, Instances } from "../ports.js";
import type { Random, SecretValue } from "../resources/index.js";
import type { Storage } from "../storage/index.js";

/** Everything that the control plane reaches outside itself. */
export interface ControlPorts {
  readonly instances: Instances;
  readonly frontDoor: FrontDoor;
  readonly clock: Clock;
  readonly storage: Storage;
  readonly random: Random;
  /** Values of secrets in environments. Default: there are none. */
  readonly secretValue?: SecretValue;
}
