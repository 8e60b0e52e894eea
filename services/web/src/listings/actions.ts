"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { createListing } from "./api";
import type { FormState } from "./form-state";
import { check, errorsOf, valuesOf } from "./validation";

/** Adds what the form holds and goes to it; or gives the form back with what is wrong. */
export async function addListing(_before: FormState, form: FormData): Promise<FormState> {
  const values = valuesOf(form);
  const checked = check(values);
  if ("errors" in checked) return { values, errors: checked.errors };
  const answer = await createListing(checked.listing);
  if (answer.ok) {
    revalidatePath("/");
    redirect(`/listings/${answer.value.id}`);
  }
  const errors = answer.failure.kind === "invalid" ? errorsOf(answer.failure.fields) : {};
  if (Object.keys(errors).length > 0) return { values, errors };
  return {
    values,
    errors,
    message: "The listing could not be added just now. Nothing is lost: try again in a moment.",
  };
}
