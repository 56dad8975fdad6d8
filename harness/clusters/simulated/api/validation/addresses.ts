import type { FieldError } from "../status-error.ts";
import { wrong } from "./field-errors.ts";

const ipv4 = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/;
const ipv6 = /^(?=.*:)[\da-fA-F:.]+$/;

export function isIPv4(text: string): boolean {
  return ipv4.test(text) && text.split(".").every((part) => Number(part) < 256);
}

/** An address of either family; zeros before a number are let pass, as they always were. */
export function validateAddress(field: string, text: string): FieldError[] {
  return isIPv4(text.replaceAll(/\b0+(?=\d)/g, "")) || ipv6.test(text)
    ? []
    : [wrong(field, text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")];
}

/** A range of addresses of either family. */
export function validateRange(field: string, text: string): FieldError[] {
  return isRange(text) ? [] : [wrong(field, text, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")];
}

function isRange(text: string): boolean {
  const [, address = "", bits = ""] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  return ipv6.test(address) ? Number(bits) <= 128 : isIPv4(address) && Number(bits) <= 32;
}

/** Whether a range is part of another that is wider; ranges of IPv6 are taken to be. */
export function isWithin(part: string, whole: string): boolean {
  const [[address, bits], [network, widest]] = [bitsOf(part), bitsOf(whole)];
  if (address === undefined || network === undefined) return true;
  return bits > widest && address.slice(0, widest) === network.slice(0, widest);
}

/** The bits of an IPv4 range's address, and how many of them count. */
function bitsOf(range: string): [address: string | undefined, bits: number] {
  const [address = "", bits] = range.split("/");
  if (!isIPv4(address)) return [undefined, 0];
  const octets = address.split(".").map((part) => Number(part).toString(2).padStart(8, "0"));
  return [octets.join(""), Number(bits)];
}

/** Addresses behind which there can be no endpoint. */
export function validateEndpointAddress(field: string, address: string): FieldError[] {
  if (!isIPv4(address) && !ipv6.test(address)) return [wrong(field, address, "must be a valid IP address")];
  if (address === "0.0.0.0" || address === "::") return [wrong(field, address, `may not be unspecified (${address})`)];
  const problem = special.find(([pattern]) => pattern.test(address));
  return problem === undefined ? [] : [wrong(field, address, problem[1])];
}

const special: readonly (readonly [RegExp, string])[] = [
  [/^(127\.|::1$)/, "may not be in the loopback range (127.0.0.0/8, ::1/128)"],
  [/^(169\.254\.|fe[89ab])/i, "may not be in the link-local range (169.254.0.0/16, fe80::/10)"],
  [/^(224\.0\.0\.|ff02)/i, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"],
];
