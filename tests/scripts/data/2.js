window.order.push("2"); toolkit.take("order", 2);
