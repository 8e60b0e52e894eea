import type { InvalidField } from "./api";
import {
  currencies,
  descriptionLength,
  type FieldName,
  type FormState,
  type FormValues,
  fieldNames,
  titleLength,
} from "./form-state";
import type { NewListing } from "./listing";

export type Checked = { readonly listing: NewListing } | { readonly errors: FormState["errors"] };

/** What was sent, as text. A browser ends lines with CR and LF in what it sends, which would count as two characters. */
export function valuesOf(form: FormData): FormValues {
  const values = fieldNames.map((name) => {
    const value = form.get(name);
    return [name, typeof value === "string" ? value.replaceAll("\r\n", "\n") : ""];
  });
  return Object.fromEntries(values) as Record<FieldName, string>;
}

/** A listing to create, or every field's mistake. The API has the last word; this one can say it where it is typed. */
export function check(values: FormValues): Checked {
  const title = values.title.trim();
  const priceCents = centsOf(values.price);
  const errors = {
    ...problem("title", titleProblem(title)),
    ...problem("price", typeof priceCents === "string" ? priceCents : undefined),
    ...problem("currency", currencyProblem(values.currency)),
    ...problem("description", lengthProblem("The description", values.description, descriptionLength)),
  };
  if (Object.keys(errors).length > 0 || typeof priceCents === "string") return { errors };
  return { listing: { title, priceCents, currency: values.currency, description: values.description } };
}

/** What the API refused, at the fields of the form. What fits none of them is left out. */
export function errorsOf(fields: readonly InvalidField[]): FormState["errors"] {
  const errors: Partial<Record<FieldName, string>> = {};
  for (const { path, message } of fields) {
    const name = path === "body/priceCents" ? "price" : fieldNames.find((name) => path === `body/${name}`);
    if (name) errors[name] ??= `The ${name} was not accepted: ${message}.`;
  }
  return errors;
}

/** A price as people write it, in hundredths, or what is wrong with it. Thousands may be apart, the decimals follow . or , */
export function centsOf(text: string): number | string {
  const price = text.replace(/\s/g, "");
  if (price === "") return "Enter a price.";
  const [, whole, decimals = ""] = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(price) ?? [];
  if (whole === undefined) return "Enter the price as a number, such as 1450000 or 1450000.50.";
  const cents = Number(whole + decimals.padEnd(2, "0"));
  return Number.isSafeInteger(cents) ? cents : "Enter a lower price.";
}

function titleProblem(title: string): string | undefined {
  return title === "" ? "Enter a title." : lengthProblem("The title", title, titleLength);
}

function lengthProblem(what: string, text: string, most: number): string | undefined {
  return text.length > most ? `${what} is ${text.length} characters long; the most is ${most}.` : undefined;
}

function currencyProblem(currency: string): string | undefined {
  return currencies.some(({ code }) => code === currency) ? undefined : "Choose a currency from the list.";
}

function problem(name: FieldName, message: string | undefined): FormState["errors"] {
  return message === undefined ? {} : { [name]: message };
}
