// Opens GraphiQL with one tab per named operation. What a user types stays in the page: variables hold names and
// id numbers, and GraphiQL would write them to localStorage.
"use strict";
(() => {
  const page = JSON.parse(document.getElementById("page").textContent);

  const KEPT = /:(theme|docExplorerFlex|editorFlex|secondaryEditorFlex|pluginFlex|visiblePlugin)$/i;
  const forgotten = new Map();
  const storage = {
    getItem: (key) => (KEPT.test(key) ? localStorage.getItem(key) : (forgotten.get(key) ?? null)),
    setItem: (key, value) => (KEPT.test(key) ? localStorage.setItem(key, value) : forgotten.set(key, value)),
    removeItem: (key) => (KEPT.test(key) ? localStorage.removeItem(key) : forgotten.delete(key)),
    clear: () => forgotten.clear(),
    get length() {
      return forgotten.size;
    },
  };

  const fetcher = async (request, options) => {
    const answer = await fetch(page.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json;q=0.9",
        ...(options?.headers ?? {}),
      },
      body: JSON.stringify(request),
    });
    return answer.json();
  };

  const tabs = page.operations.map(({ text, variables }) => ({
    query: text,
    variables: variables === null ? "" : JSON.stringify(variables, null, 2),
    headers: "",
  }));

  ReactDOM.createRoot(document.getElementById("explore")).render(
    React.createElement(GraphiQL, {
      fetcher,
      storage,
      defaultTabs: tabs.length ? tabs : undefined,
      defaultQuery: page.defaultQuery,
      shouldPersistHeaders: false,
      defaultEditorToolsVisibility: "variables",
    }),
  );
})();
