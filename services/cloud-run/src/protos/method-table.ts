import type protobuf from "protobufjs";
import { type PathMatcher, pathMatcher } from "./path-template.js";
import { root } from "./root.js";

/** One way to call a method by HTTP. */
export interface HttpBinding {
  readonly verb: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly template: string;
  readonly match: PathMatcher;
  /** The request's field that the body is, `*` for the whole request, undefined where there is no body. */
  readonly body: string | undefined;
}

/** One method that is served, and all the ways to call it. */
export interface ApiMethod {
  /** `google.cloud.run.v2.Services.CreateService`, the key of its handler. */
  readonly fullName: string;
  readonly service: string;
  readonly name: string;
  /** `/google.cloud.run.v2.Services/CreateService`. */
  readonly grpcPath: string;
  readonly requestType: protobuf.Type;
  readonly responseType: protobuf.Type;
  readonly bindings: readonly HttpBinding[];
}

type HttpRule = Readonly<Record<string, unknown>>;

const SERVICES = [
  "google.cloud.run.v2.Services",
  "google.cloud.run.v2.Revisions",
  "google.cloud.run.v2.Jobs",
  "google.cloud.run.v2.Executions",
  "google.cloud.run.v2.Tasks",
  "google.longrunning.Operations",
  "google.monitoring.v3.MetricService",
] as const;

const VERBS = ["get", "post", "put", "patch", "delete"] as const;

/**
 * Where Cloud Run serves operations instead of `/v1/{name=operations/**}`: the rules of its service configuration, as
 * its client libraries have them (`lroOptions.httpRules`). There is none for CancelOperation.
 */
const OPERATION_RULES: Readonly<Record<string, HttpRule>> = {
  ListOperations: { get: "/v2/{name=projects/*/locations/*}/operations" },
  GetOperation: { get: "/v2/{name=projects/*/locations/*/operations/*}" },
  DeleteOperation: { delete: "/v2/{name=projects/*/locations/*/operations/*}" },
  WaitOperation: { post: "/v2/{name=projects/*/locations/*/operations/*}:wait", body: "*" },
};

/** Every method that is served. */
export const METHODS: readonly ApiMethod[] = SERVICES.flatMap((service) =>
  root.lookupService(service).methodsArray.map((method) => apiMethod(service, method)),
);

function apiMethod(service: string, method: protobuf.Method): ApiMethod {
  method.resolve();
  if (method.resolvedRequestType === null || method.resolvedResponseType === null) {
    throw new Error(`${method.fullName} has no types`);
  }
  const rule = service === "google.longrunning.Operations" ? OPERATION_RULES[method.name] : declaredRule(method);
  return {
    fullName: `${service}.${method.name}`,
    service,
    name: method.name,
    grpcPath: `/${service}/${method.name}`,
    requestType: method.resolvedRequestType,
    responseType: method.resolvedResponseType,
    bindings: rule === undefined ? [] : bindings(rule),
  };
}

function declaredRule(method: protobuf.Method): HttpRule | undefined {
  const options = (method.parsedOptions ?? []) as unknown as readonly Readonly<Record<string, HttpRule>>[];
  return options.find((option) => "(google.api.http)" in option)?.["(google.api.http)"];
}

/** The rule's own binding and its additional ones: one of them is an object, several are a list. */
function bindings(rule: HttpRule): HttpBinding[] {
  const own = VERBS.flatMap((verb): HttpBinding[] => {
    const template = rule[verb];
    if (typeof template !== "string") return [];
    const body = typeof rule["body"] === "string" ? rule["body"] : undefined;
    return [{ verb: verb.toUpperCase() as HttpBinding["verb"], template, match: pathMatcher(template), body }];
  });
  const additional = [rule["additional_bindings"] ?? []].flat() as HttpRule[];
  return [...own, ...additional.flatMap(bindings)];
}
