import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '../desk/words.ts';
import { useSessionActs } from './session.ts';

/** The other language, named in itself. */
export function LanguageSwitch() {
  const words = useWords();
  const { i18n } = useTranslation();
  const { remember } = useSessionActs();
  const other = words.language === 'zh' ? 'en' : 'zh';
  const turn = async () => {
    await i18n.changeLanguage(other);
    await remember(other);
  };
  return (
    <Button type="text" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void turn()}>
      {words.t('otherLanguage')}
    </Button>
  );
}
