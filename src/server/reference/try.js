// Lets the reader of /api send each request from the page itself, with her own session. The page reads as well without it.
for (const form of document.querySelectorAll('form.try')) {
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { method, path } = form.closest('.route').dataset;
    const [output, pre, button] = [
      form.querySelector('output'),
      form.querySelector('pre'),
      form.querySelector('button'),
    ];
    const query = new URLSearchParams();
    const headers = { accept: 'application/json' };
    let address = path;
    for (const input of form.querySelectorAll('[data-in]')) {
      if (input.value === '') continue;
      if (input.dataset.in === 'path') address = address.replace(`{${input.name}}`, encodeURIComponent(input.value));
      else if (input.dataset.in === 'query') query.set(input.name, input.value);
      else headers[input.name] = input.value;
    }
    const field = form.querySelector('[name=body]');
    const body = field === null ? undefined : field.type === 'file' ? field.files[0] : field.value;
    if (field !== null)
      headers['content-type'] = body instanceof File && body.type !== '' ? body.type : field.dataset.media;
    button.disabled = true;
    try {
      const search = query.size > 0 ? `?${query}` : '';
      const response = await fetch(address + search, { method: method.toUpperCase(), headers, body });
      output.textContent = `${response.status} ${response.headers.get('content-type') ?? ''}`;
      const text = await response.text();
      try {
        pre.textContent = JSON.stringify(JSON.parse(text), null, 2);
      } catch {
        pre.textContent = text.slice(0, 20_000);
      }
    } catch (error) {
      output.textContent = String(error);
    } finally {
      button.disabled = false;
    }
  });
}
