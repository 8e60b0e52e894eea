/** The fields of the form, in its order. */
export const fieldNames = ["title", "price", "currency", "description"] as const;

export type FieldName = (typeof fieldNames)[number];

/** As typed, so that a form with a mistake comes back as it was sent. */
export type FormValues = Readonly<Record<FieldName, string>>;

export interface FormState {
  readonly values: FormValues;
  readonly errors: Readonly<Partial<Record<FieldName, string>>>;
  /** What is wrong with no field in particular. */
  readonly message?: string;
}

/** What a price can be in; the API takes any code, a form need not. */
export const currencies = [
  { code: "ZAR", name: "South African rand" },
  { code: "NAD", name: "Namibian dollar" },
  { code: "BWP", name: "Botswana pula" },
  { code: "USD", name: "US dollar" },
  { code: "EUR", name: "Euro" },
] as const;

export const titleLength = 120;
export const descriptionLength = 2000;

export const emptyForm: FormState = {
  values: { title: "", price: "", currency: "ZAR", description: "" },
  errors: {},
};
