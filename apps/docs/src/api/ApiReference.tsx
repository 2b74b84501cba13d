import { type ReactNode, use } from 'react';
import { type Field, type Operation, readOperations } from './openapi.ts';

const operations = fetch(new URL('openapi.json', document.baseURI))
  .then((response) => response.json())
  .then(readOperations);

/** Every operation of the server, from the document that it describes itself with. */
export function ApiReference(): ReactNode {
  const all = use(operations);
  return [...new Set(all.map(({ tag }) => tag))].map((tag) => (
    <section key={tag}>
      <h2 id={tag.toLowerCase()}>{tag}</h2>
      {all
        .filter((operation) => operation.tag === tag)
        .map((operation) => (
          <OperationEntry key={operation.method + operation.path} {...operation} />
        ))}
    </section>
  ));
}

function OperationEntry({ method, path, summary, description, fields, answers }: Operation): ReactNode {
  return (
    <details>
      <summary>
        <code>
          {method.toUpperCase()} {path}
        </code>{' '}
        {summary}
      </summary>
      {description && <p>{description}</p>}
      {fields.length > 0 && <Fields fields={fields} />}
      {answers.length > 0 && <p>Answers with {answers.join(', ')}.</p>}
    </details>
  );
}

function Fields({ fields }: { readonly fields: readonly Field[] }): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          <th>field</th>
          <th>type</th>
          <th>what</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, type, isRequired, description }) => (
          <tr key={name}>
            <td>
              <code>{name}</code>
              {isRequired && ', required'}
            </td>
            <td>{type}</td>
            <td>{description}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
