/** Puts this server's own address into the examples, and copies them. */

const COPIED_MILLIS = 1500;

document.querySelectorAll("[data-origin]").forEach((place) => {
  place.textContent = location.origin;
});

document.querySelectorAll("[data-copy]").forEach((button) => {
  button.addEventListener("click", () => copy(button));
});

async function copy(button) {
  const label = button.firstChild;
  try {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    label.textContent = "Copied";
  } catch {
    select(document.getElementById(button.dataset.copy));
    label.textContent = "Selected";
  }
  document.getElementById("spoken").textContent = label.textContent;
  setTimeout(() => { label.textContent = "Copy"; }, COPIED_MILLIS);
}

/** For pages without a clipboard, such as those over plain HTTP from another machine. */
function select(element) {
  getSelection().selectAllChildren(element);
}
