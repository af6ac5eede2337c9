import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import english from 'antd/locale/en_US';
import chinese from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from './api.ts';
import './desk.css';
import { router } from './router.tsx';
import { chosenLanguage, startTexts } from './texts/language.ts';
import { theme } from './theme.ts';
import { useWords } from './words.ts';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Only what may be better in a moment is asked again: no refusal becomes a consent by asking twice.
      retry: (failures, problem) =>
        problem instanceof ApiProblem && (problem.status === 0 || problem.status === 503) && failures < 3,
    },
  },
});

function Desk() {
  const { language, t } = useWords();
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = `${t('name')} · ${t('desk')}`;
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  }, [language, t]);
  return (
    <ConfigProvider locale={language === 'zh' ? chinese : english} theme={theme} button={{ autoInsertSpace: false }}>
      <App>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  );
}

await startTexts(chosenLanguage());
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Desk />
      </QueryClientProvider>
    </StrictMode>,
  );
