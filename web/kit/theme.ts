// The one theme: colours, type, radii and spacing of every screen. Contrast is at least 4.5:1 in both modes.
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** hsl(180 …) written in hex: the library cannot make tints of the spaced form. Seven is the accent by day, four in the evening. */
const teal: MantineColorsTuple = [
  '#f1f9f9',
  '#dcefef',
  '#badede',
  '#94d1d1',
  '#6ec4c4',
  '#45b0b0',
  '#2c8c8c',
  '#1d7272',
  '#165f5f',
  '#104747',
]

/** Warm greys: paper and pencil. Six is the quietest one that may carry text on paper. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f4f2ef',
  '#e9e6e1',
  '#dad6cf',
  '#c4bfb6',
  '#a09a8f',
  '#6b665d',
  '#504c45',
  '#35322d',
  '#211f1c',
]

/** The same greys in the evening; seven is the page, six what lies on it. */
const dark: MantineColorsTuple = [
  '#e8e5df',
  '#cfcbc4',
  '#a8a39a',
  '#6f6a63',
  '#45413c',
  '#373430',
  '#282623',
  '#1d1b19',
  '#171614',
  '#11100f',
]

const red: MantineColorsTuple = [
  '#fdf1ef',
  '#fae0dc',
  '#f3bdb5',
  '#ec9b90',
  '#e5796b',
  '#d6573f',
  '#bd402f',
  '#a83228',
  '#86271f',
  '#641c16',
]

const amber: MantineColorsTuple = [
  '#fdf6e7',
  '#faeac8',
  '#f3d48f',
  '#ecbf5b',
  '#e0a93a',
  '#c48a17',
  '#a06c0c',
  '#855808',
  '#684507',
  '#4c3205',
]

const green: MantineColorsTuple = [
  '#eff7f0',
  '#dceddf',
  '#b6d9bd',
  '#8fc49a',
  '#6cb07b',
  '#4b955d',
  '#367a48',
  '#2b6a3b',
  '#21532e',
  '#183d22',
]

/** Text on a filled button: paper by day, ink in the evening, when the fills are light. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  return input.variant === 'filled' ? { ...colors, color: 'var(--k-on-accent)' } : colors
}

export const theme = createTheme({
  variantColorResolver: variantColors,
  colors: { teal, gray, dark, red, amber, green },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  white: '#ffffff',
  black: '#211f1c',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.4' },
  fontWeights: { regular: '400', medium: '500', bold: '650' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.35' },
      h3: { fontSize: '14px', lineHeight: '1.4' },
      h4: { fontSize: '13px', lineHeight: '1.4' },
    },
  },
  shadows: {
    xs: 'none',
    sm: '0 2px 8px rgb(33 31 28 / 8%)',
    md: '0 6px 24px rgb(33 31 28 / 12%)',
    lg: '0 12px 40px rgb(33 31 28 / 16%)',
    xl: '0 16px 56px rgb(33 31 28 / 18%)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 500 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Input: { styles: { input: { fontSize: 'var(--k-input-text, 14px)' } } },
    InputWrapper: {
      styles: {
        label: { marginBottom: 4 },
        error: { marginTop: 4, fontSize: 12 },
        description: { marginTop: 4, fontSize: 12 },
      },
    },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        transitionProps: { duration: 140 },
        overlayProps: { backgroundOpacity: 0.4 },
        // Otherwise every open dialog would count as a second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
      styles: {
        title: { fontWeight: 650, fontSize: 16, lineHeight: 1.3 },
        header: { background: 'var(--k-paper)' },
        content: { background: 'var(--k-paper)' },
      },
    },
    Checkbox: { defaultProps: { radius: 'xs', iconColor: 'var(--k-on-accent)' } },
    Kbd: { styles: { root: { fontFamily: 'inherit', fontWeight: 500 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 120 }, withArrow: false } },
    Badge: { defaultProps: { radius: 'sm', variant: 'light' }, styles: { root: { textTransform: 'none' } } },
  },
})

/** Variables of our own, used by the style sheets of screens: `var(--k-…)`. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--k-row': '40px',
    '--k-fast': '120ms',
    '--k-slow': '180ms',
    '--k-target': '28px',
  },
  light: {
    '--mantine-color-body': '#faf9f7',
    '--mantine-color-dimmed': '#6b665d',
    '--mantine-color-placeholder': '#757067',
    '--mantine-color-error': '#a83228',
    '--mantine-color-anchor': 'hsl(180 60% 28%)',
    '--mantine-color-default-border': '#dad6cf',
    '--k-page': '#faf9f7',
    '--k-paper': '#ffffff',
    '--k-sunken': '#f4f2ef',
    '--k-hover': '#f6f4f1',
    '--k-line': '#e6e2dc',
    '--k-line-strong': '#c4bfb6',
    '--k-field-line': '#8c867b',
    '--k-ink': '#211f1c',
    '--k-dim': '#6b665d',
    '--k-accent': 'hsl(180 60% 28%)',
    '--mantine-color-teal-light': 'hsl(180 34% 93%)',
    '--mantine-color-teal-light-hover': 'hsl(180 34% 89%)',
    '--mantine-color-teal-light-color': 'hsl(180 60% 24%)',
    '--k-on-accent': '#ffffff',
    '--k-accent-soft': 'hsl(180 34% 93%)',
    '--k-accent-line': 'hsl(180 34% 74%)',
    '--k-late': '#a83228',
    '--k-late-soft': '#fbe9e6',
    '--k-risk': '#855808',
    '--k-risk-soft': '#fbf0d9',
    '--k-fine': '#2b6a3b',
    '--k-fine-soft': '#e6f2e8',
  },
  dark: {
    '--mantine-color-body': '#191816',
    '--mantine-color-text': '#e8e5df',
    '--mantine-color-dimmed': '#a8a39a',
    '--mantine-color-placeholder': '#928d84',
    '--mantine-color-error': '#f0968a',
    '--mantine-color-anchor': 'hsl(180 42% 60%)',
    '--mantine-color-default': '#282623',
    '--mantine-color-default-hover': '#322f2b',
    '--mantine-color-default-border': '#3d3a35',
    '--k-page': '#191816',
    '--k-paper': '#201e1c',
    '--k-sunken': '#141311',
    '--k-hover': '#282623',
    '--k-line': '#322f2b',
    '--k-line-strong': '#4d4943',
    '--k-field-line': '#7d776e',
    '--k-ink': '#e8e5df',
    '--k-dim': '#a8a39a',
    '--k-accent': 'hsl(180 42% 60%)',
    '--mantine-color-teal-light': 'hsl(180 30% 17%)',
    '--mantine-color-teal-light-hover': 'hsl(180 30% 21%)',
    '--mantine-color-teal-light-color': 'hsl(180 42% 66%)',
    '--k-on-accent': '#0e1717',
    '--k-accent-soft': 'hsl(180 30% 17%)',
    '--k-accent-line': 'hsl(180 30% 32%)',
    '--k-late': '#f0968a',
    '--k-late-soft': '#3a211d',
    '--k-risk': '#e6b655',
    '--k-risk-soft': '#352a14',
    '--k-fine': '#86c795',
    '--k-fine-soft': '#1b2e20',
  },
})
