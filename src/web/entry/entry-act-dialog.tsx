import { useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Input, Select } from 'antd';
import { useId } from 'react';
import type { StoredValues } from '#certification/case/events.ts';
import { ActDialog } from '../act/act-dialog.tsx';
import { ReasonInput, sentReason } from '../act/reason-input.tsx';
import { useSubmission } from '../act/use-submission.ts';
import type { EntryAct, EntryView } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame, helpId, labelId } from '../form/field-frame.tsx';
import { asText } from '../form/values.ts';
import { codeWords } from './entry-facts.tsx';

type Act = EntryView['acts'][number];

/** An act on an entry with its coded reason; a smaller or larger scope is chosen out of the one that stands. */
export function EntryActDialog({
  opened,
  view,
  act,
  onClose,
}: {
  readonly opened: OpenedDraft;
  readonly view: EntryView;
  readonly act: Act;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const id = useId();
  const client = useQueryClient();
  const { message } = App.useApp();
  const begin = { reason: { code: '', words: '' }, codes: [] as readonly string[], scope: scopeOf(view) };
  const { draft, content: written, change } = useFormDraft(opened, begin);
  const { reason } = written;
  const { codes, scope } = standing(written, view, act.act);
  const list = view.reasonLists.find((l) => l.id === act.reasons);
  const name = words.key(view.texts, `act.${act.act}`, act.act);
  const isPartial = act.act === 'suspend' || act.act === 'restore';
  const isScope = act.act === 'reduce' || act.act === 'extend';
  const known = view.state?.scope?.codes ?? [];

  const submission = useSubmission(
    (content: EntryAct, key: string) =>
      api.post('/api/v1/entries/{id}/acts', {
        path: { id: view.id },
        body: { ...content, expected: view.version },
        key,
      }),
    {
      needsIdentity: act.identityAgain,
      draft,
      onDone: async () => {
        onClose();
        await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'draft' });
        void message.success(words.t('submitted', { what: name }));
      },
      onChanged: () => client.invalidateQueries({ queryKey: ['entry', view.id] }),
    },
  );
  const content = (): EntryAct => ({
    act: act.act,
    reason: sentReason(list, reason),
    codes: isPartial && codes.length > 0 ? codes : null,
    ...(isScope ? { scope } : {}),
  });

  return (
    <ActDialog
      title={`${name}${words.colon}${view.entry.number}`}
      texts={view.texts}
      isOpen
      isDangerous={act.act === 'withdraw' || act.act === 'suspend' || act.act === 'cancel'}
      action={name}
      submission={submission}
      draft={draft}
      content={content}
      onClose={onClose}
    >
      {list === undefined ? null : (
        <ReasonInput
          id={`${id}-reason`}
          list={list}
          texts={view.texts}
          value={reason}
          refusals={submission.problem?.refusals ?? []}
          isDisabled={submission.isBusy}
          onChange={(fresh) => change({ reason: fresh })}
        />
      )}
      {isPartial && known.length > 1 ? (
        <FieldFrame
          id={`${id}-codes`}
          label={words.t('onlyCodes')}
          hint={words.t('onlyCodesHint')}
          required={false}
          refusals={[]}
          texts={view.texts}
          words={words}
          isGroup
        >
          <Checkbox.Group
            role="group"
            aria-labelledby={labelId(`${id}-codes`)}
            options={known.map((code) => ({ value: code, label: codeWords(code, view.texts, words) }))}
            value={[...codes]}
            onChange={(chosen) => change({ codes: chosen.map(String) })}
          />
        </FieldFrame>
      ) : null}
      {isScope ? (
        <ScopeFields id={id} view={view} act={act.act} value={scope} onChange={(fresh) => change({ scope: fresh })} />
      ) : null}
      {act.identityAgain ? <p className="soft">{words.t('identityNeeded')}</p> : null}
    </ActDialog>
  );
}

type ScopeGiven = {
  readonly codes: readonly string[];
  readonly text: { readonly zh: string; readonly en: string };
  readonly sites: readonly StoredValues[];
  readonly standards: readonly string[];
};

/** What a draft may still name: the scope may have become smaller since it was written. */
function standing(
  { codes, scope }: { readonly codes: readonly string[]; readonly scope: ScopeGiven },
  view: EntryView,
  act: Act['act'],
) {
  const now = scopeOf(view);
  const chosen = new Set(scope.sites.map((site) => JSON.stringify(site)));
  return {
    codes: codes.filter((code) => now.codes.includes(code)),
    scope: {
      ...scope,
      codes:
        act === 'extend'
          ? [...new Set([...now.codes, ...scope.codes])]
          : now.codes.filter((c) => scope.codes.includes(c)),
      sites: act === 'extend' ? now.sites : now.sites.filter((site) => chosen.has(JSON.stringify(site))),
    },
  };
}

function scopeOf(view: EntryView): ScopeGiven {
  const { codes = [], text = { zh: '', en: '' }, sites = [], standards = [] } = view.state?.scope ?? {};
  return { codes, text, sites, standards };
}

/** Codes and sites that stay are ticked; with `extend` codes may be added. The words are given anew. */
function ScopeFields({
  id,
  view,
  act,
  value,
  onChange,
}: {
  readonly id: string;
  readonly view: EntryView;
  readonly act: 'reduce' | 'extend' | string;
  readonly value: ScopeGiven;
  readonly onChange: (scope: ScopeGiven) => void;
}) {
  const words = useWords();
  const old = scopeOf(view);
  const added = value.codes.filter((code) => !old.codes.includes(code));
  const siteKey = (site: StoredValues) => JSON.stringify(site);
  const frame = { required: false, refusals: [], texts: view.texts, words } as const;
  return (
    <>
      {old.codes.length === 0 ? null : (
        <FieldFrame {...frame} id={`${id}-keep`} label={words.t('keepCodes')} hint={words.t('keepCodesHint')} isGroup>
          <Checkbox.Group
            role="group"
            aria-labelledby={labelId(`${id}-keep`)}
            options={old.codes.map((code) => ({ value: code, label: codeWords(code, view.texts, words) }))}
            value={value.codes.filter((code) => old.codes.includes(code))}
            disabled={act === 'extend'}
            onChange={(chosen) => onChange({ ...value, codes: [...chosen.map(String), ...added] })}
          />
        </FieldFrame>
      )}
      {act === 'extend' ? (
        <FieldFrame {...frame} id={`${id}-new`} label={words.t('newCodes')} hint={words.t('codesHint')}>
          <Select
            id={`${id}-new`}
            className="wide-select"
            mode="tags"
            open={false}
            suffixIcon={null}
            value={[...added]}
            tokenSeparators={[',', ' ', '，', '、']}
            aria-describedby={helpId(`${id}-new`)}
            onChange={(chosen: string[]) =>
              onChange({ ...value, codes: [...old.codes, ...chosen.filter((c) => !old.codes.includes(c))] })
            }
          />
        </FieldFrame>
      ) : null}
      {old.sites.length < 2 ? null : (
        <FieldFrame {...frame} id={`${id}-sites`} label={words.t('keepSites')} isGroup>
          <Checkbox.Group
            role="group"
            aria-labelledby={labelId(`${id}-sites`)}
            options={old.sites.map((site) => ({
              value: siteKey(site),
              label: `${asText(site['name'])} ${asText(site['address'])}`,
            }))}
            value={value.sites.map(siteKey)}
            disabled={act === 'extend'}
            onChange={(chosen) =>
              onChange({ ...value, sites: old.sites.filter((site) => chosen.map(String).includes(siteKey(site))) })
            }
          />
        </FieldFrame>
      )}
      {(['zh', 'en'] as const).map((language) => (
        <FieldFrame
          {...frame}
          key={language}
          id={`${id}-text-${language}`}
          label={`${words.t('scopeAfter')}${words.aside(words.t(language === 'zh' ? 'inChinese' : 'inEnglish'))}`}
        >
          <Input.TextArea
            id={`${id}-text-${language}`}
            lang={language === 'zh' ? 'zh-CN' : 'en'}
            autoSize={{ minRows: 2, maxRows: 8 }}
            value={value.text[language]}
            aria-describedby={helpId(`${id}-text-${language}`)}
            onChange={(event) => onChange({ ...value, text: { ...value.text, [language]: event.target.value } })}
          />
        </FieldFrame>
      ))}
    </>
  );
}
