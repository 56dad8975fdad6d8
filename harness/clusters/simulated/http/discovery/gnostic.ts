import type { Json } from "../../../kubernetes.ts";

type JsonMap = { readonly [key: string]: Json };
/** Encodes one value as the content of a field, its tag included. */
type Encoder = (field: number, value: Json) => Buffer;

/**
 * The old schema in the protobuf form of gnostic's `OpenAPIv2.proto`, which is the only one that Go clients read. Field
 * numbers are those of `openapiv2/OpenAPIv2.proto` of github.com/google/gnostic-models.
 */
export function gnosticDocument(swagger: JsonMap): Buffer {
  return message(documentFields, swagger);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

function tagged(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
}

const text: Encoder = (field, value) => tagged(field, Buffer.from(String(value)));
const flag: Encoder = (field, value) => Buffer.concat([varint(field * 8), varint(value === true ? 1 : 0)]);
const whole: Encoder = (field, value) => Buffer.concat([varint(field * 8), varint(Number(value))]);
const double: Encoder = (field, value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(Number(value));
  return Buffer.concat([varint(field * 8 + 1), bytes]);
};
/** A value of any shape travels as YAML, of which JSON is a part. */
const anything: Encoder = (field, value) => tagged(field, text(2, JSON.stringify(value)));

function each(encode: Encoder): Encoder {
  return (field, value) => Buffer.concat((Array.isArray(value) ? value : [value]).map((item) => encode(field, item)));
}

/** A map as gnostic writes it: a list of pairs, here each under the same field. */
function pairs(encode: Encoder): Encoder {
  return (field, value) =>
    Buffer.concat(
      Object.entries(value as JsonMap).map(([name, item]) =>
        tagged(field, Buffer.concat([text(1, name), encode(2, item)])),
      ),
    );
}

function within(inner: number, encode: Encoder): Encoder {
  return (field, value) => tagged(field, encode(inner, value));
}

type Fields = Readonly<Record<string, readonly [number, Encoder]>> & { readonly "x-"?: readonly [number, Encoder] };

function message(fields: Fields, value: JsonMap): Buffer {
  const parts: Buffer[] = [];
  const extensions = fields["x-"];
  for (const [key, item] of Object.entries(value)) {
    const known = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (known !== undefined) parts.push(known[1](known[0], item));
    else if (key.startsWith("x-") && extensions !== undefined)
      parts.push(tagged(extensions[0], Buffer.concat([text(1, key), anything(2, item)])));
  }
  return Buffer.concat(parts);
}

const struct =
  (fields: () => Fields): Encoder =>
  (field, value) =>
    tagged(field, message(fields(), value as JsonMap));

const schema: Encoder = struct(() => schemaFields);
const reference: Fields = { $ref: [1, text], description: [2, text] };

const schemaFields: Fields = {
  $ref: [1, text],
  format: [2, text],
  title: [3, text],
  description: [4, text],
  default: [5, anything],
  multipleOf: [6, double],
  maximum: [7, double],
  exclusiveMaximum: [8, flag],
  minimum: [9, double],
  exclusiveMinimum: [10, flag],
  maxLength: [11, whole],
  minLength: [12, whole],
  pattern: [13, text],
  maxItems: [14, whole],
  minItems: [15, whole],
  uniqueItems: [16, flag],
  maxProperties: [17, whole],
  minProperties: [18, whole],
  required: [19, each(text)],
  enum: [20, each(anything)],
  additionalProperties: [
    21,
    (field, value) => tagged(field, typeof value === "boolean" ? flag(2, value) : schema(1, value)),
  ],
  type: [22, within(1, each(text))],
  items: [23, within(1, each(schema))],
  allOf: [24, each(schema)],
  properties: [25, within(1, pairs(schema))],
  "x-": [31, anything],
};

const parameterFields: Fields = {
  required: [1, flag],
  in: [2, text],
  description: [3, text],
  name: [4, text],
  type: [6, text],
  format: [7, text],
  uniqueItems: [20, flag],
};
/** Parameters of paths have no `allowEmptyValue`, which moves the numbers of what follows. */
const pathParameterFields: Fields = { ...parameterFields, type: [5, text], format: [6, text], uniqueItems: [19, flag] };
const bodyParameterFields: Fields = {
  description: [1, text],
  name: [2, text],
  in: [3, text],
  required: [4, flag],
  schema: [5, schema],
};

const parameter: Encoder = (field, value) => {
  const { in: place } = value as JsonMap;
  if (place === "body") return tagged(field, tagged(1, message(bodyParameterFields, value as JsonMap)));
  const [number, fields] = place === "path" ? [4, pathParameterFields] : [3, parameterFields];
  return tagged(field, tagged(2, tagged(number as number, message(fields as Fields, value as JsonMap))));
};

const parameterItem: Encoder = (field, value) =>
  tagged(
    field,
    (value as JsonMap)["$ref"] === undefined ? parameter(1, value) : tagged(2, message(reference, value as JsonMap)),
  );

const response: Encoder = (field, value) =>
  tagged(field, tagged(1, message({ description: [1, text], schema: [2, within(1, schema)] }, value as JsonMap)));

const operation: Encoder = struct(() => ({
  tags: [1, each(text)],
  summary: [2, text],
  description: [3, text],
  operationId: [5, text],
  produces: [6, each(text)],
  consumes: [7, each(text)],
  parameters: [8, each(parameterItem)],
  responses: [9, within(1, pairs(response))],
  schemes: [10, each(text)],
  deprecated: [11, flag],
  "x-": [13, anything],
}));

const pathItem: Encoder = struct(() => ({
  get: [2, operation],
  put: [3, operation],
  post: [4, operation],
  delete: [5, operation],
  options: [6, operation],
  head: [7, operation],
  patch: [8, operation],
  parameters: [9, each(parameterItem)],
}));

const securityDefinition: Encoder = (field, value) =>
  tagged(
    field,
    tagged(2, message({ type: [1, text], name: [2, text], in: [3, text], description: [4, text] }, value as JsonMap)),
  );

const documentFields: Fields = {
  swagger: [1, text],
  info: [2, struct(() => ({ title: [1, text], version: [2, text] }))],
  paths: [8, within(2, pairs(pathItem))],
  definitions: [9, within(1, pairs(schema))],
  parameters: [10, within(1, pairs(parameter))],
  security: [12, each(within(1, pairs(within(1, each(text)))))],
  securityDefinitions: [13, within(1, pairs(securityDefinition))],
};
