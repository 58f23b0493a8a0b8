const list = document.getElementById("queries");
const cards = [...list.children];
const buttons = [...document.querySelectorAll("[data-show]")];

for (const button of buttons) {
  button.addEventListener("click", () => {
    buttons.forEach(other => other.setAttribute("aria-pressed", other === button));
    const show = button.dataset.show;
    cards.forEach(card => card.hidden = show !== "all" && card.dataset.verdict !== show);
  });
}

const order = {
  position: (a, b) => a.dataset.position - b.dataset.position,
  best: (a, b) => b.dataset.score - a.dataset.score,
  worst: (a, b) => a.dataset.score - b.dataset.score,
};
document.getElementById("sort").addEventListener("change", event =>
  list.append(...cards.sort(order[event.target.value])));
