/* Chapters are notebooks that lie beside one another. JupyterLab opens one by its own command, in a tab of its own; other
   front ends do not say where this one lies, so there the file is only named. */

const fileOf = (chapter) => `${chapter}.ipynb`;

/* What makes a link of an element in JupyterLab; null where nothing could be opened. */
function notebookLink(model, chapter) {
  const here = model?.widget_manager?.context?.path;
  if (typeof here !== "string") return null;
  const path = [...here.split("/").slice(0, -1), fileOf(chapter)].join("/");
  return {
    href: fileOf(chapter),
    "data-commandlinker-command": "docmanager:open",
    "data-commandlinker-args": JSON.stringify({ path }),
  };
}
