import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles.css';

const element = document.getElementById('root');
if (element === null) throw new Error('Cannot start: index.html has no #root');
const root = createRoot(element);

// Imported dynamically, so that the page shows the error of a missing setting.
import('./App').then(
  ({ App }) =>
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  (error: unknown) => root.render(<p role='alert' className='error page'>{String(error)}</p>),
);
