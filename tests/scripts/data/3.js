window.order.push("3"); toolkit.take("order", 3);
