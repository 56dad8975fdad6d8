import { describeKubectl } from "./testing/kubectl/describe-kubectl.ts";

describeKubectl("1.32");
