window.loads = (window.loads || 0) + 1;
toolkit.take("tea", 1);
