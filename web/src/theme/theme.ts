import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The ink of the house: a deep blue, from paper to night. */
const ink: MantineColorsTuple = [
  '#eef4f9',
  '#dce8f2',
  '#bcd3e6',
  '#a4c6e4',
  '#7aa9cd',
  '#4f88b3',
  '#336f9c',
  '#215b86',
  '#174868',
  '#0f3350',
];

export const FONTS =
  "'Noto Sans Variable', 'Noto Sans Arabic Variable', 'Noto Sans SC', system-ui, 'Segoe UI', sans-serif";

/** Our own theme: quiet colours that meet WCAG 2.2 AA against their grounds in light and in dark. */
export const theme = createTheme({
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 6 },
  fontFamily: FONTS,
  headings: { fontFamily: FONTS, fontWeight: '600' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: { defaultProps: { lockScroll: false } },
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 3 } },
    NativeSelect: { defaultProps: { size: 'md' } },
  },
});

/** Mantine's own names for our colours, which `colours.css` holds. */
export const variables: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-body': 'var(--card)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--soft)',
    '--mantine-color-placeholder': 'var(--faint)',
    '--mantine-color-error': 'var(--failed)',
    '--mantine-color-anchor': 'var(--link)',
    '--mantine-color-default-border': 'var(--rule)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-hover': 'var(--raised)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-disabled-color': 'var(--soft)',
  };
  return { variables: {}, light: ours, dark: ours };
};
