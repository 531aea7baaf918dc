// <form data-confirm="Remove 3 people?" data-confirm-detail="Ana, Ben and Cem" data-confirm-label="Remove">
// asks in the shared dialog before it is sent; without a label it repeats the words of the button. Without scripts the form is sent as it is: keep an undo.
const dialog = document.getElementById("confirm");
const agreed = new WeakSet();

function ask(element, words, proceed) {
  const { confirm, confirmDetail, confirmLabel } = element.dataset;
  dialog.querySelector("[data-title]").textContent = confirm;
  const detail = dialog.querySelector("[data-detail]");
  detail.textContent = confirmDetail ?? "";
  detail.hidden = !confirmDetail;
  const yes = dialog.querySelector("[value=yes]");
  yes.textContent = confirmLabel ?? (words || yes.dataset.label);
  dialog.returnValue = "";
  dialog.showModal();
  dialog.onclose = () => {
    if (dialog.returnValue === "yes") proceed();
  };
}

function intercept(event, element, words, proceed) {
  if (!dialog || !element || agreed.has(element)) {
    if (element) agreed.delete(element);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  element.closest("details.menu")?.removeAttribute("open");
  ask(element, words, () => {
    agreed.add(element);
    proceed();
  });
}

document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    const element = submitter?.dataset.confirm ? submitter : form.dataset.confirm ? form : null;
    intercept(event, element, submitter?.textContent.trim(), () => form.requestSubmit(submitter));
  },
  true,
);

document.addEventListener(
  "click",
  (event) => {
    const element = event.target.closest("a[data-confirm], button[type=button][data-confirm]");
    intercept(event, element, element?.textContent.trim(), () => element.click());
  },
  true,
);
