// Behaviours of the back office that Wagtail starts by scripts written in place, which our content policy
// forbids: lines of an inline panel, date choosers. Each is attached by data-controller.
const { Controller } = window.StimulusModule;

class Lignes extends Controller {
  static values = { options: Object };

  connect() {
    new window.InlinePanel(this.optionsValue);
    this.element.removeAttribute("data-controller");
  }
}

class DateChooser extends Controller {
  static values = { kind: String, options: Object };

  connect() {
    window[`init${this.kindValue}Chooser`](this.element.querySelector("input").id, this.optionsValue);
    // A button that Wagtail hides, in English all the same.
    for (const button of document.querySelectorAll(".xdsoft_save_selected")) button.textContent = "Retenir";
  }
}

window.wagtail.app.register("leviers-lignes", Lignes);
window.wagtail.app.register("leviers-date", DateChooser);
