// Beside each slider of a form with data-weights: the number and what it means in words.
const LEAST = [1, 10, 20, 35, 60];

document.addEventListener("input", (event) => {
  const slider = event.target;
  const words = slider.form?.dataset.weights?.split("|");
  if (slider.type !== "range" || !words) return;
  const output = slider.form.querySelector(`output[for="${CSS.escape(slider.id)}"]`);
  if (!output) return;
  const value = Number(slider.value);
  output.querySelector("strong").textContent = value;
  output.querySelector("span").textContent = words[LEAST.filter((least) => value >= least).length];
});
