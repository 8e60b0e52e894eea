import { describe, expect, it } from "vitest";
import { emptyForm, type FormValues } from "../src/listings/form-state";
import { centsOf, check, errorsOf, valuesOf } from "../src/listings/validation";

const valid: FormValues = { title: "Flat in Sea Point", price: "3 895 000", currency: "ZAR", description: "Sea view." };

describe("valuesOf", () => {
  it("takes the fields of the form as text and ends lines with one character", () => {
    const form = new FormData();
    form.set("title", "Flat");
    form.set("description", "One.\r\nTwo.");
    form.set("price", new File(["1"], "price.txt"));
    form.set("other", "x");
    expect(valuesOf(form)).toEqual({ title: "Flat", price: "", currency: "", description: "One.\nTwo." });
  });
});

describe("check", () => {
  it("gives the listing to create", () => {
    expect(check({ ...valid, title: "  Flat \n" })).toEqual({
      listing: { title: "Flat", priceCents: 389_500_000, currency: "ZAR", description: "Sea view." },
    });
  });

  it("takes the longest texts", () => {
    expect(check({ ...valid, title: "t".repeat(120), description: "d".repeat(2000) })).toHaveProperty("listing");
  });

  it("names what is missing from an empty form", () => {
    expect(check(emptyForm.values)).toEqual({ errors: { title: "Enter a title.", price: "Enter a price." } });
  });

  it.each([
    ["a title of spaces", { title: " \t" }, { title: "Enter a title." }],
    ["a long title", { title: "t".repeat(121) }, { title: "The title is 121 characters long; the most is 120." }],
    [
      "a long description",
      { description: "d".repeat(2001) },
      { description: "The description is 2001 characters long; the most is 2000." },
    ],
    ["a currency that is not offered", { currency: "XXX" }, { currency: "Choose a currency from the list." }],
  ])("refuses %s", (_what, given, errors) => {
    expect(check({ ...valid, ...given })).toEqual({ errors });
  });
});

describe("centsOf", () => {
  it.each([
    ["0", 0],
    ["1450000", 145_000_000],
    [" 1 450 000,5 ", 145_000_050],
    ["1\u00a0450\u00a0000.05", 145_000_005],
    ["90071992547409.91", Number.MAX_SAFE_INTEGER],
  ])("reads %j as %d", (text, cents) => {
    expect(centsOf(text)).toBe(cents);
  });

  it.each([
    ["", "Enter a price."],
    ["a lot", expect.stringMatching(/as a number/)],
    ["-5", expect.stringMatching(/as a number/)],
    ["1,450,000", expect.stringMatching(/as a number/)],
    ["1.450", expect.stringMatching(/as a number/)],
    ["1e3", expect.stringMatching(/as a number/)],
    ["90071992547409.92", "Enter a lower price."],
  ])("refuses %j", (text, problem) => {
    expect(centsOf(text)).toEqual(problem);
  });
});

describe("errorsOf", () => {
  it("puts what the API refused at the fields of the form, the first of each", () => {
    const fields = [
      { path: "body/priceCents", message: "Too big" },
      { path: "body/title", message: "Too long" },
      { path: "body/title", message: "Too odd" },
      { path: "body/elsewhere", message: "Unknown" },
    ];
    expect(errorsOf(fields)).toEqual({
      price: "The price was not accepted: Too big.",
      title: "The title was not accepted: Too long.",
    });
  });
});
