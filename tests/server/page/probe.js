// A widget that shows its state and puts itself into the hands of a test: window.probes[name] is its model.
const log = (name, ...given) => (window.said ??= []).push([name, ...given]);

export default {
  render({ model, el }) {
    const name = model.get("name");
    (window.probes ??= {})[name] = model;
    const text = document.createElement("p");
    const field = document.createElement("textarea");
    const draw = () => { text.textContent = `${name}: ${JSON.stringify(model.get("value"))}`; };
    field.dataset.key = `field-${name}`;
    el.className = "lcc-form";
    el.append(text, field);
    model.on("change:value", draw);
    model.on("change:value change:other", () => log(name, "changed"));
    model.on("msg:custom", (content, buffers) =>
      log(name, content, buffers.map((buffer) => new TextDecoder().decode(buffer)), buffers.every((one) => one instanceof DataView)));
    draw();
    return () => log(name, "closed");
  },
};
