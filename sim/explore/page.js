// Fields say what they were set to; what the page knows better comes back and is put in its place.
(() => {
  const tell = (name, value) => Shiny.setInputValue(name, value, { priority: "event" });

  const valueOf = (field) => {
    if (field.type === "checkbox") return field.checked;
    if (field.multiple) return [...field.selectedOptions].map((one) => one.value);
    if (field.type === "number") return field.value === "" ? null : Number(field.value);
    return field.value;
  };

  const put = (field, value) => {
    if (field.type === "checkbox") field.checked = value;
    else if (field.multiple) for (const one of field.options) one.selected = value.includes(one.value);
    else field.value = value;
    const slider = document.querySelector(`[data-slides="${CSS.escape(field.id)}"]`);
    if (slider) slider.value = value;
  };

  document.addEventListener("input", ({ target }) => {
    const number = target.dataset.slides && document.getElementById(target.dataset.slides);
    if (number) number.value = target.value;
  });

  document.addEventListener("change", ({ target }) => {
    const field = target.dataset.slides ? document.getElementById(target.dataset.slides) : target;
    if (field.dataset.lever) {
      tell("moved", { name: field.dataset.lever, value: valueOf(field) });
    } else if (field.dataset.arm) {
      tell("ticked", { arm: field.dataset.arm, wanted: field.checked });
    } else if (field.dataset.chooses && field.value) {
      tell(field.dataset.chooses, Number(field.value));
    }
  });

  // What was just chosen: a village is made anew, and is to have the focus again; a life is to be in view.
  let village = null;
  let reading = false;
  let arrived = false;
  const choose = (target) => {
    const one = target.closest("[data-set]");
    if (!one) return;
    if (one.matches("g")) village = one.dataset.value;
    reading = one.dataset.set === "household";
    tell(one.dataset.set, Number(one.dataset.value));
  };
  const made = ({ target }) => setTimeout(() => {
    if (target.id === "map" && village !== null) {
      target.querySelector(`g[data-value="${village}"]`)?.focus();
      village = null;
    }
    if (target.id === "outcome" && arrived) {
      // On a narrow page what came of a run is below all levers.
      if (window.innerWidth <= 800) document.querySelector(".nav-tabs").scrollIntoView();
      arrived = false;
    }
    const story = target.id === "life" && reading && document.getElementById("story");
    if (story) {
      story.scrollIntoView({ block: "center" });
      reading = false;
    }
  });
  document.addEventListener("click", ({ target }) => {
    choose(target);
    if (target.closest("#read")) reading = true;
  });

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (target.matches("g[data-set]") && (key === "Enter" || key === " ")) {
      event.preventDefault();
      choose(target);
    }
    const step = { ArrowRight: "nextElementSibling", ArrowLeft: "previousElementSibling" }[key];
    const next = step && target.matches("button.dot") && target[step];
    if (next) {
      target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });

  const handle = (name, act) => Shiny.addCustomMessageHandler(name, act);
  const begin = () => {
    $(document).on("shiny:value", made);
    handle("put", ({ name, value }) => {
      const field = document.getElementById(`lever-${name}`);
      if (field) put(field, value);
    });
    handle("tick", ({ arm, wanted }) => {
      document.getElementById(`arm-${arm}`).checked = wanted;
    });
    handle("going", ({ going, share, doing }) => {
      const bar = document.getElementById("bar");
      bar.hidden = !going;
      bar.value = share;
      document.getElementById("step").textContent = doing;
      document.getElementById("run").disabled = going;
      document.getElementById("stop").disabled = !going;
      arrived = doing === "done";
    });
  };
  if (window.Shiny && Shiny.addCustomMessageHandler) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
