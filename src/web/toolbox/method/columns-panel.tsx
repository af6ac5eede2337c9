import type { Assignment, ColumnRole } from '#toolbox/method/method.ts';
import type { Evaluation, MethodCard } from '../bench/protocol.ts';
import { useWords } from '../words/language.tsx';

interface ColumnsPanelProps {
  readonly card: MethodCard;
  readonly evaluation: Evaluation;
  readonly onAssign: (assignment: Assignment) => void;
}

/** Which column plays which part: found by the page, changed by choice. */
export function ColumnsPanel({ card, evaluation, onAssign }: ColumnsPanelProps) {
  const words = useWords();
  const { table, assignment } = evaluation;
  if (!table || table.columns.length === 0 || card.columns.length === 0) return null;
  const set = (role: string, columns: readonly string[]) => {
    // A column has one part: where it is taken, it leaves the other.
    const others = Object.entries(assignment).map(([name, list]) => [
      name,
      name === role ? columns : list.filter((column) => !columns.includes(column)),
    ]);
    onAssign(Object.fromEntries([...others, [role, columns]]));
  };
  return (
    <section className="card" aria-labelledby="columns-title">
      <h2 id="columns-title">{words.t('columnRoles')}</h2>
      <div className="roles">
        {card.columns.map((role) => (
          <RoleControl
            key={role.role}
            role={role}
            columns={table.columns.map((column) => column.name)}
            chosen={assignment[role.role] ?? []}
            onChoose={(columns) => set(role.role, columns)}
          />
        ))}
      </div>
    </section>
  );
}

interface RoleControlProps {
  readonly role: ColumnRole;
  readonly columns: readonly string[];
  readonly chosen: readonly string[];
  readonly onChoose: (columns: readonly string[]) => void;
}

function RoleControl({ role, columns, chosen, onChoose }: RoleControlProps) {
  const words = useWords();
  const title = (
    <>
      {words.of(role.text)} {role.optional ? <span className="soft">{words.t('optional')}</span> : null}
    </>
  );
  if (role.columns[1] === 1)
    return (
      <label className="role">
        <span>{title}</span>
        <select
          value={chosen[0] ?? ''}
          onChange={(event) => onChoose(event.target.value === '' ? [] : [event.target.value])}
        >
          <option value="">{words.t('noColumn')}</option>
          {columns.map((column) => (
            <option key={column} value={column}>
              {column}
            </option>
          ))}
        </select>
      </label>
    );
  return (
    <fieldset className="role">
      <legend>{title}</legend>
      <div className="checks">
        {columns.map((column) => (
          <label key={column} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(column)}
              onChange={() =>
                onChoose(columns.filter((one) => (one === column ? !chosen.includes(one) : chosen.includes(one))))
              }
            />
            {column}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
