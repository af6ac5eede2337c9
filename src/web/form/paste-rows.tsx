import { Button, Input, Modal } from 'antd';
import { useId, useMemo, useState } from 'react';
import type { StoredValues } from '#certification/case/events.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { SchemeTexts, Words } from '../desk/words.ts';
import { pasteColumns, readPastedRows } from './pasted-rows.ts';

/** Rows copied from a spreadsheet: what was read is said before it is taken. */
export function PasteRows({
  columns,
  texts,
  words,
  isDisabled,
  onRows,
}: {
  readonly columns: readonly Field[];
  readonly texts: SchemeTexts;
  readonly words: Words;
  readonly isDisabled: boolean;
  readonly onRows: (rows: readonly StoredValues[]) => void;
}) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const read = useMemo(() => readPastedRows(text, columns, texts), [text, columns, texts]);
  const name = (column: string) => words.key(texts, `field.${column}`, column);
  const known = read.columns.filter((column) => column !== null);
  const unknown = read.columns.flatMap((column, index) => (column === null ? [String(index + 1)] : []));
  const order = pasteColumns(columns);
  if (order.length === 0) return null;
  const close = () => {
    setOpen(false);
    setText('');
  };
  return (
    <>
      <Button disabled={isDisabled} onClick={() => setOpen(true)}>
        {words.t('pasteRows')}
      </Button>
      <Modal
        open={isOpen}
        title={words.t('pasteRows')}
        okText={words.t('pasteRowsTake')}
        cancelText={words.t('cancel')}
        okButtonProps={{ disabled: read.rows.length === 0 }}
        width={720}
        destroyOnHidden
        onCancel={close}
        onOk={() => {
          onRows(read.rows);
          close();
        }}
      >
        <label htmlFor={id}>
          {words.t('pasteRowsHint', { columns: words.list(order.map((column) => name(column.id))) })}
        </label>
        <Input.TextArea
          id={id}
          value={text}
          autoSize={{ minRows: 6, maxRows: 14 }}
          onChange={(event) => setText(event.target.value)}
        />
        <p role="status">
          {read.rows.length === 0
            ? ''
            : words.t('pasteRowsFound', { rows: read.rows.length, columns: words.list(known.map(name)) })}{' '}
          {unknown.length === 0 ? '' : words.t('pasteRowsUnknown', { columns: words.list(unknown) })}
        </p>
      </Modal>
    </>
  );
}
