/** Text for XML, and for the HTML-like labels of Graphviz. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function markupText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
