"use client";

import { useActionState, useEffect, useRef } from "react";
import { addListing } from "./actions";
import { currencies, emptyForm, type FieldName, type FormState, fieldNames } from "./form-state";

/** Works without JavaScript too: the server checks what is sent, and gives the form back with what is wrong. */
export function NewListingForm() {
  const [state, submit, pending] = useActionState(addListing, emptyForm);
  const { values } = state;
  return (
    <form action={submit} noValidate className="form" aria-labelledby="add">
      <h2 id="add">Add a listing</h2>
      <Mistakes state={state} />
      <div className="field">
        <label htmlFor="title">Title</label>
        <input {...control("title", state)} type="text" required defaultValue={values.title} />
        <Mistake name="title" state={state} />
      </div>
      <div className="field">
        <label htmlFor="price">Price</label>
        <input {...control("price", state)} type="text" inputMode="decimal" required defaultValue={values.price} />
        <Mistake name="price" state={state} />
      </div>
      <div className="field">
        <label htmlFor="currency">Currency</label>
        {/* The key makes it anew after a submit, since a form that is reset forgets a default that has changed. */}
        <select {...control("currency", state)} key={values.currency} defaultValue={values.currency}>
          {currencies.map(({ code, name }) => (
            <option key={code} value={code}>
              {`${code} – ${name}`}
            </option>
          ))}
        </select>
        <Mistake name="currency" state={state} />
      </div>
      <div className="field">
        <label htmlFor="description">
          Description <span className="quiet">(optional)</span>
        </label>
        <textarea {...control("description", state)} rows={4} defaultValue={values.description} />
        <Mistake name="description" state={state} />
      </div>
      <button type="submit" disabled={pending}>
        {pending ? "Adding…" : "Add listing"}
      </button>
    </form>
  );
}

/** All that is wrong, with a way to each field; it takes the focus, so that it is seen and read out. */
function Mistakes({ state }: { readonly state: FormState }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state !== emptyForm) box.current?.focus();
  }, [state]);
  const wrong = fieldNames.filter((name) => state.errors[name]);
  if (wrong.length === 0 && !state.message) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="mistakes">
      {state.message ?? "The listing was not added:"}
      {wrong.length > 0 && (
        <ul>
          {wrong.map((name) => (
            <li key={name}>
              <a href={`#${name}`}>{state.errors[name]}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Mistake({ name, state }: { readonly name: FieldName; readonly state: FormState }) {
  const message = state.errors[name];
  if (!message) return null;
  return (
    <p id={`${name}-mistake`} className="mistake">
      {message}
    </p>
  );
}

function control(name: FieldName, state: FormState) {
  const wrong = state.errors[name] !== undefined;
  return { id: name, name, ...(wrong && { "aria-invalid": true, "aria-describedby": `${name}-mistake` }) };
}
