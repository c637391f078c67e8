// Numbers, amounts, dates and names as an analyst writes them.

const LETTERS = 14;

function trimmed(value, digits = 4) {
  return Number(value.toFixed(digits)).toLocaleString("zh-CN", { maximumFractionDigits: digits, useGrouping: false });
}

function scaled(value, unit) {
  if (typeof value !== "number") return String(value);
  if (Math.abs(value) >= 1e8) return `${trimmed(value / 1e8)}亿${unit}`;
  if (Math.abs(value) >= 1e4) return `${trimmed(value / 1e4)}万${unit}`;
  return `${trimmed(value, 2)}${unit}`;
}

const yuan = (value) => scaled(value, "元");
const dollars = (value) => scaled(value, "美元");
const count = (value) => value.toLocaleString("zh-CN");
const percent = (value) => (typeof value === "number" ? `${Math.round(value * 100)}%` : "未给出");

/** A sum of yuan and dollars, which are never added to each other. */
function sum(cny, usd) {
  const parts = [cny ? yuan(cny) : "", usd ? dollars(usd) : ""].filter(Boolean);
  return parts.length ? parts.join(" + ") : "0元";
}

function area(value) {
  if (typeof value !== "number") return String(value);
  if (value >= 1e6) return `${trimmed(value / 1e6)}平方公里`;
  return value >= 1e4 ? `${trimmed(value / 1e4)}万平方米` : `${trimmed(value, 2)}平方米`;
}

/** An ISO date, as fine as it is told: 2022-07 is 2022年7月. */
function day(value) {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(String(value));
  if (!match) return String(value);
  return `${match[1]}年${match[2] ? `${Number(match[2])}月` : ""}${match[3] ? `${Number(match[3])}日` : ""}`;
}

/** The value of an attribute with its unit. */
function valued(attribute, value) {
  if (value === null || value === undefined) return "未给出";
  if (attribute.endsWith("_cny")) return yuan(value);
  if (attribute.endsWith("_usd")) return dollars(value);
  if (attribute.endsWith("_m2")) return area(value);
  if (attribute === "realis") return labelOf("realis", value);
  if (attribute === "stage") return labelOf("stages", value);
  if (attribute === "start" || attribute === "finish") return day(value);
  if (Array.isArray(value)) return value.map((item) => valued("", item)).join("、");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A name without the marks that turn the direction of writing, which a canvas cannot isolate. */
function plainName(name) {
  return name.replace(/[\u0000-\u001f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
}

function short(name, letters = LETTERS) {
  const characters = Array.from(plainName(name));
  return characters.length > letters ? `${characters.slice(0, letters - 1).join("")}…` : characters.join("");
}

const compared = new Intl.Collator("zh-CN", { numeric: true }).compare;
const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
