import messageTable from "./messages.json" with { type: "json" };

/** JSON name (empty for fields that Go inlines) and type: `*T` is a Go pointer, `[]T` repeated, `map T` a map. */
export type Field = readonly [name: string, type: string];

/** Package of each group version, as messages are named. */
export const packages: Readonly<Record<string, string>> = messageTable.packages;

/** Fields of each message, by their numbers. */
export const messages = messageTable.messages as unknown as Readonly<Record<string, Readonly<Record<string, Field>>>>;

/** Numbers of a message's fields as Go declares them, where that is not from the lowest to the highest. */
const orders: Readonly<Record<string, readonly number[]>> = messageTable.orders;

/** Fields of a message in the order in which Go declares them. */
export function declaredFields(message: string): readonly Field[] | undefined {
  const fields = messages[message];
  return fields && (orders[message]?.map((number) => fields[number]!) ?? Object.values(fields));
}
