import type { ThemeConfig } from 'antd';

/** The tones of the public pages; controls tall enough for a finger. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b4f7a',
    colorInfo: '#0b4f7a',
    colorLink: '#0b4f7a',
    colorSuccess: '#11713c',
    colorWarning: '#8a5300',
    colorError: '#a8201a',
    colorInfoBg: '#e8f1f7',
    colorInfoBorder: '#9dbdd1',
    colorSuccessBg: '#e7f5ec',
    colorSuccessBorder: '#a9d8bb',
    colorWarningBg: '#fdf3e0',
    colorWarningBorder: '#ecce96',
    colorErrorBg: '#fdecea',
    colorErrorBorder: '#eeb4b0',
    colorText: '#17212b',
    colorTextSecondary: '#51606e',
    colorTextPlaceholder: '#5f6d7a',
    colorTextDisabled: '#5f6d7a',
    colorBorder: '#8a99a8',
    borderRadius: 6,
    controlHeight: 40,
    controlHeightLG: 46,
    controlHeightSM: 32,
    fontSize: 15,
    fontFamily: 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  },
};
