import {
  IconApple,
  IconCertificate,
  IconFish,
  IconMeat,
  IconMilk,
  IconPackages,
  IconWheat,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Model } from './models.ts';

const SIGNS: Readonly<Record<string, Icon>> = {
  meat: IconMeat,
  dairy: IconMilk,
  aquatic: IconFish,
  fruit: IconApple,
  grain: IconWheat,
  'wood-packaging': IconPackages,
};

/** A certificate of the model in small: its official titles on the sheet that it will be. */
export function ModelPicture({ model }: { readonly model: Model }): ReactNode {
  const Sign = SIGNS[model.commodity] ?? IconCertificate;
  return (
    <span className="model-picture" aria-hidden>
      <Sign size={26} stroke={1.5} />
      {model.title.map(({ language, text }) => (
        <span key={language} lang={language} className="model-title">
          {text}
        </span>
      ))}
      <span className="model-lines" />
      <span className="model-table" />
      <span className="model-foot" />
    </span>
  );
}
